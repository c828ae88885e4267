"""What the emulator offers beside the platform: coverage, live servers, the tenant of a test."""
