"""The layout kit that every page is made of: templates, drawings, form fields, style."""
