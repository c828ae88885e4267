"""Notification 2.0: its REST resources and the websockets of its consumers."""
