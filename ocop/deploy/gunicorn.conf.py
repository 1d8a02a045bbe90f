"""gunicorn's settings; address and number of processes come from the command line (./run)."""

from ocop.operation.work import THREADS

wsgi_app = "ocop.wsgi"
workers = 2
worker_class = "gthread"
threads = THREADS
timeout = 120  # seconds
limit_request_line = 8190  # bytes; nginx refuses longer ones with our own page
control_socket_disable = True
loglevel = "warning"
