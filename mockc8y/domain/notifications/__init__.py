"""Notification 2.0: subscriptions, the topics they feed, and what waits there for each consumer."""
