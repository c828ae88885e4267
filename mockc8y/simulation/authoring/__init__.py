"""How the demo tenant was written: run once by its author, never when a seed is loaded."""
