"""What a server finds on the disk: views, templates, static files, and the JavaScript client."""
