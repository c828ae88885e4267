"""What the platform pushes: Notification 2.0 and real-time notifications. Import from `c8y_client` instead."""
