from django.utils.translation import gettext as _
from rest_framework.views import exception_handler


def format_error(error, context):
    """DRF's exception handler, with translated sentences where the framework has English ones only."""
    response = exception_handler(error, context)
    if response is not None and (sentence := _sentence(response)):
        response.data = {"detail": sentence}
    return response


def _sentence(response):
    """The sentence for a status; empty to keep the framework's."""
    match response.status_code:
        case 404:
            return _("There is nothing at this address.")
        case 405:
            return _("The open data are read only: ask with GET.")
        case 429:
            seconds = {"seconds": response["Retry-After"]}
            return _("Too many requests from one address. Ask again in %(seconds)s seconds.") % seconds
    return ""
