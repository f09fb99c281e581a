"""What strangers send, taken apart without harm: archives, XML, HTML, drawings, pictures."""
