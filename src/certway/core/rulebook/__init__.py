"""The rules of the certifying bodies: parsed, in force on a date, evaluated to findings."""
