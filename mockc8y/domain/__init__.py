"""What Cumulocity means: resources, rules, queries, events. No web framework, no I/O."""
