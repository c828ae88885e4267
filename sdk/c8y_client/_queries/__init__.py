"""What callers ask for, worded as the platform wants to be asked."""
