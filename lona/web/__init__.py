"""The aiohttp shell: HTTP and websockets for people. The only importer of aiohttp."""
