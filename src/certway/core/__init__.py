"""Plain Python: values in, values out. No Django, database, network, environment, clock or dice."""
