"""What fills a tenant with life: seed tenants, the signals in them, devices that act."""
