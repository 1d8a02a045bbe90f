"""How gunicorn serves the portal; address and number of processes are given on its command line (./run)."""

from ocop.work import THREADS

wsgi_app = "ocop.wsgi"
workers = 2
worker_class = "gthread"
threads = THREADS
timeout = 120  # seconds
limit_request_line = 8190  # bytes; nginx refuses longer ones on a page of ours
control_socket_disable = True
loglevel = "warning"
