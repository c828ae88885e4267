"""Real-time notifications: channels, what they demand of a user, and which devices are connected."""
