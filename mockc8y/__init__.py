"""mockc8y: a Cumulocity IoT tenant on your own machine."""
