"""All settings that Lona knows, with their defaults.

Lists and dicts are copied for every server and every app. Directories that do not begin with a
slash count from the project root.
"""

import os as _os

_PACKAGE_DIRECTORY = _os.path.dirname(_os.path.abspath(__file__))

# Threads. Views that wait never keep others from starting: these numbers are accepted for
# compatibility; only MAX_STATIC_THREADS = 0 has an effect (static files are not served).
MAX_WORKER_THREADS = 4
MAX_STATIC_THREADS = 4
MAX_RUNTIME_THREADS = 6
# Those for channels count for worker classes of an application.
MAX_CHANNEL_MESSAGE_BROKER_THREADS = 1
MAX_CHANNEL_TASK_WORKER_THREADS = 4

# Channels. The broker carries messages between servers: an import string of an object with
# `connect`, or of a class or function that makes one. The worker classes are those of Lona 1.14;
# with the default ones no worker runs. The timeout is seconds that a worker waits in a round.
CHANNEL_BROKER: object = "lona.channels.MemoryBroker"
CHANNEL_MESSAGE_BROKER_CLASS: object = "lona.channels.MessageBroker"
CHANNEL_TASK_WORKER_CLASS: object = "lona.channels.TaskWorker"
CHANNEL_WORKER_TIMEOUT = 1.0

# Routing.
ROUTING_TABLE = "lona.default_routes.routes"
ROUTING_NAME_CACHE_MAX_SIZE = 1000
ROUTING_RESOLVE_CACHE_MAX_SIZE = 1000
ROUTING_REVERSE_CACHE_MAX_SIZE = 1000

# Templates.
CORE_TEMPLATE_DIRS = [_os.path.join(_PACKAGE_DIRECTORY, "templates")]
TEMPLATE_DIRS: list[str] = []
FRONTEND_TEMPLATE = "lona/frontend.html"
ERROR_403_TEMPLATE = "lona/403.html"
ERROR_404_TEMPLATE = "lona/404.html"
ERROR_500_TEMPLATE = "lona/500.html"
TEMPLATE_EXTRA_CONTEXT: dict[str, object] = {}
TEMPLATE_EXTRA_FILTERS: dict[str, object] = {}

# Static files.
CORE_STATIC_DIRS = [_os.path.join(_PACKAGE_DIRECTORY, "static")]
STATIC_DIRS: list[str] = []
STATIC_URL_PREFIX = "/static/"
STATIC_FILES_SERVE = True
# Whether names that begin with a dot are served; `.well-known` always is.
STATIC_FILES_SERVE_HIDDEN = False
STATIC_FILES_STYLE_TAGS_TEMPLATE = "lona/style_tags.html"
STATIC_FILES_SCRIPT_TAGS_TEMPLATE = "lona/script_tags.html"
STATIC_FILES_ENABLED: list[str] = []
STATIC_FILES_DISABLED: list[str] = []

# The path below which browsers see everything, behind a proxy or in another application: "/app".
URL_PREFIX = ""

# A line of the log (logger `lona.server.http`) for each HTTP request, without its query.
ACCESS_LOG = False

# Where load balancers ask: <prefix>health (200) and <prefix>ready (503 before the start is over
# and while the server shuts down). None: nowhere.
HEALTH_URL_PREFIX: str | None = "/_lona/"

# The client. Timeouts and the ping interval are seconds; the reconnect timeout is milliseconds.
CLIENT_VERSION = 1
CLIENT_DEBUG = False
CLIENT_VIEW_START_TIMEOUT = 2
CLIENT_INPUT_EVENT_TIMEOUT = 2
CLIENT_PING_INTERVAL = 60
CLIENT_AUTO_RECONNECT = True
CLIENT_AUTO_RECONNECT_TIMEOUT = 1000
USE_FUTURE_NODE_CLASSES = False

# Whom to trust. Forwarded headers (`X-Forwarded-Host`, `X-Forwarded-Proto`, `Forwarded`) count only
# from these addresses and networks; 'unix' stands for peers on a Unix socket.
TRUSTED_PROXIES = [
    "127.0.0.0/8",
    "::1",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
    "unix",
]

# The host names under which the server may be asked; '.example.org' stands for that name and all
# below it. Local names and addresses always work. None: every name, as an attacker may like it who
# lets a name of his own lead to this server.
ALLOWED_HOSTS: list[str] | None = None

# Pages of other sites may not send anything but GET and HEAD to plain routes. Origins that may are
# listed like 'https://example.org'; None switches the check off.
HTTP_ALLOWED_ORIGINS: list[str] | None = []

# Headers of every answer; those that a view or a middleware sets itself win.
RESPONSE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}

# The Content-Security-Policy: None (no header), "strict", or a policy in which `{nonce}` is
# replaced by `request.nonce`. See docs/security.md.
CONTENT_SECURITY_POLICY: str | None = None

# Websockets. Pages of the server's own host may always open one. Further origins are listed like
# 'https://example.org'; the entry '*' switches the check off.
WEBSOCKET_ALLOWED_ORIGINS: list[str] = []

# Compressing costs about 100 KiB a connection and more time than it saves on small messages.
WEBSOCKET_COMPRESSION = False

# Sessions.
SESSIONS = True
SESSIONS_KEY_GENERATOR = "lona.middlewares.sessions.generate_session_key"
SESSIONS_KEY_NAME = "sessionid"
SESSIONS_KEY_RANDOM_LENGTH = 28
SESSIONS_REUSE = True

# Views.
CORE_FRONTEND_VIEW = "lona.default_views.FrontendView"
FRONTEND_VIEW = ""
CORE_ERROR_403_VIEW = "lona.default_views.Error403View"
CORE_ERROR_404_VIEW = "lona.default_views.Error404View"
CORE_ERROR_500_VIEW = "lona.default_views.Error500View"
ERROR_403_VIEW = ""
ERROR_404_VIEW = ""
ERROR_500_VIEW = ""
STOP_DAEMON_WHEN_VIEW_FINISHES = True
INITIAL_SERVER_STATE: dict[str, object] = {}

# Whether the 500 page shows the exception, its traceback and the request. For development only:
# everybody who makes a view crash reads it. Off, the page has an id that stands in the log, too.
DEBUG = False

# Middlewares.
CORE_MIDDLEWARES = [
    "lona.middlewares.sessions.LonaSessionMiddleware",
    "lona.middlewares.lona_messages.LonaMessageMiddleware",
    "lona.buckets.BucketsMiddleware",
]
MIDDLEWARES: list[object] = []

# Commands of the shell: import strings or classes. Those of Lona come first.
CORE_COMMANDS: list[object] = [
    "lona.shell.commands.lona_info.LonaInfoCommand",
    "lona.shell.commands.lona_settings.LonaSettingsCommand",
    "lona.shell.commands.lona_routes.LonaRoutesCommand",
    "lona.shell.commands.lona_connections.LonaConnectionsCommand",
    "lona.shell.commands.lona_server_state.LonaServerStateCommand",
    "lona.shell.commands.lona_views.LonaViewsCommand",
    "lona.shell.commands.lona_buckets.LonaBucketsCommand",
    "lona.shell.commands.lona_static_files.LonaStaticFilesCommand",
    "lona.shell.commands.lona_templates.LonaTemplatesCommand",
    "lona.shell.commands.lona_middlewares.LonaMiddlewaresCommand",
]
COMMANDS: list[object] = []

# Where the buckets are that users upload files to.
BUCKETS_URL_PREFIX = "/buckets/"

# Largest body of a POST request, in bytes; uploads to buckets have limits of their own.
AIOHTTP_CLIENT_MAX_SIZE = 1024 * 1024

# Limits: what one client can cost the server and the others. 0 means no limit. docs/limits.md tells
# what happens to a client that exceeds one.
#
# One message of a client: bytes, levels of lists and objects in it, and values in it (what is in
# strings does not count).
LIMIT_MESSAGE_BYTES = 1024 * 1024
LIMIT_MESSAGE_DEPTH = 32
LIMIT_MESSAGE_VALUES = 20_000
# Characters of the URL of a view.
LIMIT_URL_LENGTH = 8 * 1024
# Exceptions that a browser reports: characters that are kept of one, and how many are logged.
LIMIT_ERROR_REPORT_LENGTH = 4 * 1024
LIMIT_ERROR_REPORTS_A_MINUTE = 10
# What waits to be handled on one connection, in bytes as it lies in memory, about.
LIMIT_QUEUED_INPUT = 4 * 1024 * 1024
# Windows of one connection, and views of it that have not shown anything yet or were left and do
# not end; those beyond wait for their turn.
LIMIT_WINDOWS = 16
LIMIT_STARTING_VIEWS = 8
# Messages of one connection: who sends more is not read for a while. Large ones count for several.
LIMIT_EVENTS_A_SECOND = 200
LIMIT_EVENTS_BURST = 400
# Requests under way and websockets of one address.
LIMIT_CONNECTIONS_OF_ADDRESS = 1000
# Requests of one address that are answered at the same time, if each takes less than 50 ms; one
# that takes longer does not count. The others wait for their turn.
LIMIT_REQUESTS_AT_ONCE = 4
# Files in a bucket, and their bytes all together, unless the bucket has limits of its own.
LIMIT_BUCKET_FILES = 1000
LIMIT_BUCKET_BYTES = 4 * 1024 * 1024 * 1024
# Daemon views at which nobody looks, on the whole server.
LIMIT_DAEMONS = 1000
# Seconds: until the head of the first request is there, between two pieces of a body, in which a
# client takes nothing of an answer, and until an idle connection is closed.
LIMIT_HTTP_HEAD_SECONDS = 10
LIMIT_HTTP_BODY_SECONDS = 60
LIMIT_HTTP_SEND_SECONDS = 60
LIMIT_HTTP_KEEP_ALIVE_SECONDS = 75
# Lines of the log that one client (address) can cause, in a second.
LIMIT_LOG_LINES_A_SECOND = 1

# Slow motion, to see what a user sees when the server is slow.
TEST_VIEW_START_TIMEOUT = False
TEST_INPUT_EVENT_TIMEOUT = False
