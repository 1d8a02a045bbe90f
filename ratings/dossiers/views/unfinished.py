"""What is asked before a dossier goes on past something unfinished."""

from django.shortcuts import render

from ocop.once import KEY


def asked_first(request, dossier, error):
    """The page that names what a step would pass over, with the button that does it all the same; answers 409."""
    asked_anew = ("csrfmiddlewaretoken", "confirmed", KEY)
    kept = [pair for pair in request.POST.items() if pair[0] not in asked_anew]
    crumbs = [(str(dossier.product), dossier.get_desk_url())]
    context = {"dossier": dossier, "unfinished": error.unfinished, "kept": kept, "crumbs": crumbs}
    return render(request, "ratings/desk/past_unfinished.html", context, status=409)
