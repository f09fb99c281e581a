"""One pure file a question: each joins the stages, values in and values out."""
