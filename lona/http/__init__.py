"""Plain HTTP without sockets: what a response becomes, and what proxies say of a request."""
