"""Pages for enrolling and entering a second factor."""

from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from ocop.accounts.attempts import Attempts
from ocop.accounts.login_required import with_next
from ocop.accounts.second_factor_rules import SHOWN, awaited
from ocop.models import SecondFactor
from ocop.models.second_factor import RECOVERY, app_address, new_secret, typed_key
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ocop.templatetags.qr import drawing

CODES = Attempts("second factor", most=10, window=timedelta(minutes=15))
# Session key of the secret shown to the app, encrypted, until a code confirms it.
SHOWN_TO_THE_APP = "second_factor_begun"


class CodeForm(forms.Form):
    """A code from the app or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )

    def __init__(self, *args, user, takes, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.takes = user, takes

    def clean_code(self):
        """Refuse wrong codes, and codes of the app after too many wrong ones. A right code is used up.

        A recovery code has 80 bits and cannot be guessed, so it is accepted even while somebody else tries codes.
        """
        code = self.cleaned_data["code"].strip()
        if code.replace(" ", "").isdecimal() and not CODES.take(self.user.pk):
            raise ValidationError(_("The code was wrong too often. Wait a quarter of an hour and try again."))
        if not (taken := self.takes(code)):
            raise ValidationError(
                _("This code is not right, or was used already. Wait for the next one that the app shows.")
            )
        CODES.forget(self.user.pk)
        return taken


class SecondFactorPageMixin(RedirectURLMixin, ScopedViewMixin, FormView):
    """Shared by both pages: they are open before the factor is shown, and lead to the page that was asked for."""

    act = Act.USE_ACCOUNT
    before_second_factor = True
    kept_over_sign_in = False
    form_class = CodeForm

    def get_default_redirect_url(self):
        """The sign-in page, which redirects to the first page of the role."""
        return reverse("login")

    def get_context_data(self, **kwargs):
        return super().get_context_data(here=self.request.get_full_path(), **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "takes": self.takes}

    def takes(self, code):
        """What takes the code: something true if it is right."""
        raise NotImplementedError

    def shown(self):
        """Record in the session that the factor was shown, and change the session key."""
        self.request.session.pop(SHOWN_TO_THE_APP, None)
        self.request.session[SHOWN] = True
        self.request.session.cycle_key()


class ShowFactorView(SecondFactorPageMixin):
    template_name = "accounts/second_factor.html"

    def dispatch(self, request, *args, **kwargs):
        """Redirect people who have shown it already, or have none yet."""
        if not awaited(request.user, request.session):
            return HttpResponseRedirect(self.get_success_url())
        if not SecondFactor.objects.filter(user=request.user).exists():
            return HttpResponseRedirect(with_next("second-factor-new", self.get_redirect_url()))
        return super().dispatch(request, *args, **kwargs)

    def takes(self, code):
        return SecondFactor.objects.get(user=self.request.user).takes(code)

    def form_valid(self, form):
        """Say how many recovery codes are left after one was used."""
        self.shown()
        left = self.request.user.second_factor.recovery_codes.filter(used=None).count()
        if form.cleaned_data["code"] == RECOVERY:
            words = ngettext(
                "%(count)s recovery code is left. Make a new second factor on the page of your account in time.",
                "%(count)s recovery codes are left. Make a new second factor on the page of your account in time.",
                left,
            )
            messages.warning(self.request, words % {"count": left})
        return super().form_valid(form)


class NewFactorView(SecondFactorPageMixin):
    """Enrol a second factor: scan the QR code, enter the first code, print the recovery codes."""

    template_name = "accounts/second_factor_new.html"

    def dispatch(self, request, *args, **kwargs):
        """People who have a factor must show it before they replace it."""
        has_one = SecondFactor.objects.filter(user=request.user).exists()
        if has_one and awaited(request.user, request.session):
            return HttpResponseRedirect(with_next("second-factor", self.get_redirect_url()))
        return super().dispatch(request, *args, **kwargs)

    def secret(self):
        """The secret of this session, created when the page is first opened."""
        session = self.request.session
        if SHOWN_TO_THE_APP not in session:
            session[SHOWN_TO_THE_APP] = new_secret()
        return session[SHOWN_TO_THE_APP]

    def takes(self, code):
        return SecondFactor.objects.enrol(self.request.user, self.secret(), "".join(code.split()))

    def get_context_data(self, **kwargs):
        issuer = urlsplit(settings.SITE_URL).hostname or "OCOP"
        address = app_address(self.secret(), account=self.request.user.email, issuer=f"OCOP {issuer}")
        may_leave = not awaited(self.request.user, self.request.session)
        return super().get_context_data(
            qr=drawing(address), key=typed_key(self.secret()), may_leave=may_leave, **kwargs
        )

    def form_valid(self, form):
        """Show the recovery codes, once."""
        self.shown()
        context = {"codes": form.cleaned_data["code"], "next": self.get_success_url(), "view": self}
        return self.response_class(self.request, "accounts/second_factor_codes.html", context)
