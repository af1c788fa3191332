"""Django's settings. What differs between machines comes from ``environment``; the rest is the product."""

from celery.schedules import crontab
from csp.constants import NONE, SELF

from lscb.settings import queue, services
from lscb.settings.environment import PROJECT, read_environment

ENVIRONMENT = read_environment()

SECRET_KEY = ENVIRONMENT.secret_key
SEAL_KEYS = [ENVIRONMENT.seal_key, *ENVIRONMENT.seal_keys_before]  # the one in use first
RETURNS_KEY = ENVIRONMENT.returns_key  # signs returns that are saved as files for other Boards
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url]
BASE_URL = ENVIRONMENT.base_url
IS_DEMO = ENVIRONMENT.is_demo
MAIL_FOLDER = ENVIRONMENT.mail_folder

INSTALLED_APPS = [
    "lscb.core",
    "board",
    "frameworks",
    "improvement",
    "audits.programme",
    "audits.self_assessment",
    "audits.surveys",
    "indicators",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "csp",
]

# Headers first, on whatever the rest answers: static files, refusals and redirects like any page.
MIDDLEWARE = [
    "lscb.core.middleware.RequestLogMiddleware",
    "lscb.core.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lscb.core.middleware.PrivatePagesMiddleware",
    "lscb.core.middleware.ReadableMiddleware",
    "lscb.core.middleware.GateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lscb.core.middleware.SessionLimitsMiddleware",
    "lscb.core.middleware.SignedInMiddleware",
    "lscb.core.middleware.SameWriterMiddleware",
    "lscb.core.middleware.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "lscb.urls"
WSGI_APPLICATION = "lscb.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lscb.core.context_processors.session",
                "board.context_processors.board",
            ],
            "builtins": ["lscb.core.templatetags.furniture", "lscb.core.templatetags.words"],
        },
    }
]
FORM_RENDERER = "lscb.core.forms.FurnitureRenderer"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

DATABASES = {"default": services.database(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = queue.caches(ENVIRONMENT)
SESSION_ENGINE = "lscb.core.sessions"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.static
STATICFILES_DIRS = [PROJECT / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ENVIRONMENT.home / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CLAMAV = services.scanner(ENVIRONMENT)
UPLOADS_A_DAY = services.uploads_a_day(ENVIRONMENT)
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A return of hundreds of rows is one form, and each row has six fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Sign-in. People join by invitation only; allauth throttles by address and by account.
AUTH_USER_MODEL = "core.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique however they are typed, by a constraint it cannot see
AUTHENTICATION_BACKENDS = ["lscb.core.signin.ActivePeopleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 60 * 60
RESET_ANSWERS_AFTER = 0.3  # seconds: longer than it takes to owe somebody a link
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lscb.core.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "lscb.core.passwords.CommonPasswordValidator"},
    {"NAME": "lscb.core.passwords.ContextWordsValidator"},
]
ACCOUNT_ADAPTER = "lscb.core.signin.InvitationOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "lscb.core.forms.signin.LoginForm",
    "reset_password": "lscb.core.forms.signin.ResetPasswordForm",
    "reset_password_from_key": "lscb.core.forms.signin.ResetPasswordKeyForm",
    "change_password": "lscb.core.forms.signin.ChangePasswordForm",
    "reauthenticate": "lscb.core.forms.signin.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "open_reset_link": "40/m/ip",  # an honest link is followed to a page and asks twice
    "change_password": "5/m/user",
    "join": "20/m/ip",
    "sign_off": "20/m/ip",
    "calendar": "60/m/ip",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxy_count
IS_BEHIND_PROXY = ENVIRONMENT.proxy_count > 0

# Second steps. A clock may be half a minute out; for as long, our forms refuse a code that was typed before.
MFA_ADAPTER = "lscb.core.second_step_adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "lscb.core.forms.second_steps.AuthenticateForm",
    "reauthenticate": "lscb.core.forms.second_steps.ReauthenticateForm",
    "authenticate_webauthn": "lscb.core.forms.second_steps.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "lscb.core.forms.second_steps.ReauthenticatePasskeyForm",
    "login_webauthn": "lscb.core.forms.second_steps.SignInPasskeyForm",
    "activate_totp": "lscb.core.forms.second_steps.ActivateTOTPForm",
    "add_webauthn": "lscb.core.forms.second_steps.AddPasskeyForm",
    "edit_webauthn": "lscb.core.forms.second_steps.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1

# The council's own directory, where one is set. What it says of a person is neither believed nor kept, but for who.
DIRECTORY_NAME = ENVIRONMENT.oidc_name
SOCIALACCOUNT_PROVIDERS = services.directory(ENVIRONMENT)
SOCIALACCOUNT_ADAPTER = "lscb.core.directory_adapter.DirectoryAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

# Nothing inline, nothing from elsewhere, never framed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF, *services.directory_origin(ENVIRONMENT)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.is_behind_tls
SECURE_HSTS_SECONDS = 31536000 if ENVIRONMENT.is_behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.is_behind_tls
SECURE_HSTS_PRELOAD = ENVIRONMENT.is_behind_tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_behind_tls else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_behind_tls
if ENVIRONMENT.is_behind_tls:
    # Browsers then take them from this host alone, over TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "lscb.core.views.errors.not_saved"

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
globals().update(services.mail(ENVIRONMENT))

# The row is the queue, the task is a nudge: a lost message costs time, never work.
globals().update(queue.broker(ENVIRONMENT))
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # however long it is away
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(ENVIRONMENT.home / "beat-schedule")
# A tick nobody took before the next one is dropped: a worker that was away is not to find thousands.
CELERY_BEAT_SCHEDULE = {
    "remind": {
        "task": "lscb.core.tasks.remind",
        "schedule": crontab(minute="*/10", hour="7-18"),
        "options": {"expires": 600},
    },
    "sweep-outbox": {"task": "lscb.core.tasks.sweep_outbox", "schedule": 60, "options": {"expires": 60}},
    "clear-sessions": {"task": "lscb.core.tasks.clear_sessions", "schedule": crontab(hour=3, minute=40)},
    "check-files": {"task": "board.tasks.check_files", "schedule": crontab(hour=2, minute=10)},
    "apply-retention": {"task": "board.tasks.apply_retention", "schedule": crontab(hour=3, minute=10)},
    "sweep-jobs": {"task": "lscb.core.tasks.sweep_jobs", "schedule": 30, "options": {"expires": 30}},
    "sweep-scans": {"task": "lscb.core.tasks.sweep_scans", "schedule": 60, "options": {"expires": 60}},
    "keep-series": {"task": "indicators.tasks.keep_series", "schedule": 600, "options": {"expires": 600}},
    "open-periods": {
        "task": "indicators.tasks.open_periods",
        "schedule": crontab(minute=15, hour="7-17"),
        "options": {"expires": 3600},
    },
    "see-to-surveys": {
        "task": "audits.surveys.tasks.see_to_surveys",
        "schedule": crontab(minute=20, hour="0,8-17"),
        "options": {"expires": 3600},
    },
    "seal-activity": {"task": "lscb.core.tasks.seal_activity", "schedule": 60, "options": {"expires": 60}},
}

globals().update(services.logs(ENVIRONMENT))
