"""Settings, read from the environment.

Every variable has a default for a developer's machine; docs/deployment.md lists those to set in production. Nothing here
opens a connection, so that linters can import it.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ocop.database import limits as database_limits

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no variable; raises for anything but yes, no, 1, 0, true or false."""
    value = os.environ.get(name, "").lower()
    known = {"": default, "1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    if value not in known:
        raise ImproperlyConfigured(f"{name}={value!r}: write yes or no.")
    return known[value]


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


VAR_DIR = Path(os.environ.get("OCOP_VAR", BASE_DIR / "var"))

# Set by `./run` for the embedded database only: demonstration accounts, data and banner.
DEMO = flag("OCOP_DEMO")
DEBUG = flag("OCOP_DEBUG")
TEST = flag("OCOP_TEST")
SECRET_KEY = os.environ.get("OCOP_SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or DEMO or TEST):
        raise ImproperlyConfigured("OCOP_SECRET_KEY is not set. Set it to at least 50 random characters.")
    SECRET_KEY = "only-for-demonstration-and-tests-never-for-a-real-register"  # noqa: S105
ALLOWED_HOSTS = words("OCOP_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("OCOP_TRUSTED_ORIGINS")
# The public URL: canonical links, sitemap, QR codes. Without a trailing slash.
SITE_URL = os.environ.get("OCOP_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# Proxies whose X-Forwarded-For is trusted.
PROXIES = frozenset(words("OCOP_PROXIES", "127.0.0.1,::1"))

INSTALLED_APPS = [
    "ocop",
    "producers",
    "products",
    # Before ratings: its nightly job exports the state of the day that has ended.
    "catalogue",
    "ratings",
    "ocop.pages.admin_site.RegisterAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "ocop.accounts.sign_ins.SignInsConfig",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "ocop.background.apps.QueueConfig",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "ocop.operation.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ocop.pages.language.UrlLanguageMiddleware",
    "ocop.pages.uploads.FilesMiddleware",
    "ocop.operation.work.WorkLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ocop.history.denials.DenialMiddleware",
    "ocop.accounts.login_required.LoginByDefaultMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "ocop.accounts.sign_in_limits.KnownDeviceMiddleware",
]

ROOT_URLCONF = "ocop.urls"
WSGI_APPLICATION = "ocop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["ocop.pages.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            # Replaces csrf_token by one that names the form's owner.
            "builtins": ["ocop.templatetags.whose"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ocop.pages.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The web role reads and writes rows; the owner migrates (ocop/database/access.py). One URL may serve both.
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql:///ocop")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", DATABASE_URL)
# Set by manage.py for commands that need the owner.
AS_OWNER = flag("OCOP_AS_OWNER")
# Set by manage.py for all commands.
COMMAND = flag("OCOP_COMMAND")
_DATABASE = dj_database_url.parse(
    DATABASE_OWNER_URL if AS_OWNER else DATABASE_URL, conn_max_age=60, conn_health_checks=True
)
_OPTIONS = _DATABASE.get("OPTIONS", {})
_LIMITS = database_limits.COMMAND if AS_OWNER or COMMAND else database_limits.WEB
DATABASES = {
    "default": _DATABASE
    | {
        "OPTIONS": _OPTIONS | {"options": database_limits.options(_LIMITS, _OPTIONS.get("options", ""))},
        "ATOMIC_REQUESTS": True,
        # Set by ./run test: a migrated database that each test process copies.
        "TEST": {"TEMPLATE": os.environ.get("OCOP_TEST_TEMPLATE")},
    },
}
# A cache in each process (catalogue/cache.py); most values have 1 to 20 KB, panels up to 100.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
# The queue of background jobs is a table of the database (ocop/background/).
TASKS = {"default": {"BACKEND": "ocop.background.jobs.QueueBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "ocop.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "ocop.accounts.password_rules.GuessingValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
# The name of the field in the sign-in form; the default is the model's field name, which no form sends.
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "ocop.accounts.sign_in_limits.counted_account"
AXES_CLIENT_IP_CALLABLE = "ocop.accounts.sign_in_limits.counted_address"
AXES_HANDLER = "ocop.accounts.sign_in_limits.SignInLimits"

# Links for choosing a password go by mail: smtp://user:password@host:587 (STARTTLS) or smtps://… (465); without a server each
# mail becomes a file in the folder.
MAIL = urlsplit(os.environ.get("OCOP_SMTP", ""))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL.hostname else "ocop.mail.files.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "", MAIL.port or (465 if MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.scheme == "smtps", MAIL.scheme == "smtp"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("OCOP_MAIL_FROM", f"ocop@{urlsplit(SITE_URL).hostname}")

# Rows of the history cannot be changed or deleted, even by raw SQL.
PGHISTORY_APPEND_ONLY = True
# GET changes nothing, and a public page must not touch the session.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["ocop.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("OCOP_MEDIA", VAR_DIR / "media"))
MEDIA_URL = "/media/"
# Trusted root certificates for signatures on decisions; without the folder no signature is trusted.
SIGNATURE_ROOTS = Path(os.environ["OCOP_SIGNATURE_ROOTS"]) if os.environ.get("OCOP_SIGNATURE_ROOTS") else None
# Private keys that sign labels: for the workers and for commands, never for the web (docs/deployment.md).
LABEL_KEYS_ROOT = Path(os.environ["OCOP_LABEL_KEYS"]) if os.environ.get("OCOP_LABEL_KEYS") else None
# Lock files of child processes (ocop/files/children.py).
CHILDREN_ROOT = MEDIA_ROOT / "children"
STORAGES = {
    # Originals and documents: never served by the web server, only through a permission check.
    "default": {
        "BACKEND": "ocop.files.storage.PrivateFileStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "private", "base_url": None},
    },
    # Renditions of photos: public, named by content hash, cached for a year.
    "renditions": {
        "BACKEND": "ocop.files.storage.AtomicFileStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "public", "base_url": "/media/"},
    },
    # Named by content hash and compressed once; served from the sources in development and tests.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TEST
# Bytes of a request with files, and of all files of a form; nginx and the forms take the limit from here.
LARGEST_REQUEST = 25 * 1024 * 1024
LARGEST_UPLOAD = 24 * 1024 * 1024
# Files stay in memory until they are checked: with a full disk the request would end without a message.
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["ocop.values.json_encoding.ApiRenderer"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_THROTTLE_CLASSES": ["ocop.api.throttle.AddressThrottle"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "ocop.api.errors.format_error",
}
# Licence of the open data, decided by the province: name and URL.
DATA_LICENCE = os.environ.get("OCOP_DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = os.environ.get("OCOP_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")
DATA_PUBLISHER = os.environ.get("OCOP_DATA_PUBLISHER", "OCOP register")
# Folder of the nightly files.
OPEN_DATA_ROOT = Path(os.environ.get("OCOP_OPEN_DATA", MEDIA_ROOT / "open-data"))
SPECTACULAR_SETTINGS = {
    "TITLE": "OCOP register",
    "DESCRIPTION": _(
        "Recognised products, their producers and places, every recognition with its decision, the official"
        " score sheets and what has changed. Read only, without a key; at most 600 requests in five minutes"
        " from one address. Lists come in pages: follow `next`, or the Link header, until there is none."
        " A parameter or a value that a list does not know is ignored, as on the pages; a cursor or a day"
        " that cannot be read is refused (400)."
    ),
    "VERSION": "1",
    "LICENSE": {"name": DATA_LICENCE, "url": DATA_LICENCE_URL},
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
SECURE = flag("OCOP_HTTPS")
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes ask the process itself, without nginx
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
# With this prefix no other host of the domain can set the cookie.
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_ENGINE = "ocop.models.user_session"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 10 * 3600  # from the sign-in; shorter when idle (ocop/models/user_session.py)
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ocop.accounts.kept.csrf_failure"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Errors with traceback; 404s are in nginx's log.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # An unknown signer is shown to the reader and is no error of the portal.
        "pyhanko": {"level": "ERROR"},
    },
}

# Django's default is a line.
FILTERS_EMPTY_CHOICE_LABEL = _("All")
