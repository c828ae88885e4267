"""Requests and answers: how they are made ready, sent, repeated and understood."""
