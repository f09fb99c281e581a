"""Measurement: classical statistics, item response theory, its calibration, and abilities."""
