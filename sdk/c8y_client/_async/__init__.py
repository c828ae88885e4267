"""The asynchronous half, written by hand. The modules of `c8y_client.sync` are made from these."""
