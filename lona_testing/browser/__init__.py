"""What a browser does, without pixels: it knows documents, forms and keys, but nothing of Lona."""
