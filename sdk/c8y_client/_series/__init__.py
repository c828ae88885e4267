"""Measurements as numbers: series, units, arrays and frames."""
