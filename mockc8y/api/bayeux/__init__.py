"""Real-time notifications: the Bayeux protocol over long polling and websockets."""
