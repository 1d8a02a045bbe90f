"""Confirmation page before a step past unfinished parts."""

from django.shortcuts import render

from ocop.pages.once import KEY


def confirmation_page(request, dossier, error):
    """Return the page that lists what a step would skip, with a button to confirm; status 409."""
    asked_anew = ("csrfmiddlewaretoken", "confirmed", KEY)
    kept = [pair for pair in request.POST.items() if pair[0] not in asked_anew]
    crumbs = [(str(dossier.product), dossier.get_desk_url())]
    context = {"dossier": dossier, "unfinished": error.unfinished, "kept": kept, "crumbs": crumbs}
    return render(request, "ratings/dossiers/past_unfinished.html", context, status=409)
