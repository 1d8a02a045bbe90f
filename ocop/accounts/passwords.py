"""Pages for choosing a password without signing in: by a link in a mail, or by a printed code."""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from ocop.accounts.attempts import Attempts
from ocop.accounts.forms import NewPasswordForm
from ocop.accounts.sign_in_limits import counted_address
from ocop.models import Mail, OneTimeCode
from ocop.models.mail import CodeKind
from ocop.permissions import Act
from ocop.values.sign_in_names import SignInNameInput, is_telephone

# Limits for mails to one address, and for requests from one IP address.
ASKED_FOR = Attempts("forgotten password", most=3, window=timedelta(hours=1))
ASKING = Attempts("asking for a password", most=30, window=timedelta(minutes=15))
TYPING = Attempts("one-time code", most=30, window=timedelta(minutes=15))


class SignedOutPageMixin(FormView):
    """A page for people without a password; never cached."""

    act = Act.SIGN_IN

    @classmethod
    def as_view(cls, **initkwargs):
        return login_not_required(never_cache(super().as_view(**initkwargs)))


class ForgottenForm(forms.Form):
    name = SignInNameInput(label=_("E-mail or telephone number"), max_length=254)


class ForgottenView(SignedOutPageMixin):
    """Ask for a link by mail. The answer and its duration are the same whether the account exists or not."""

    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"

    def form_valid(self, form):
        """Put the mail into the outbox, within the limits; whether the account exists is looked up later."""
        name = form.cleaned_data["name"]
        by_mail = not is_telephone(name)
        if ASKING.take(counted_address(self.request)) and ASKED_FOR.take(name) and by_mail:
            Mail.objects.create(address=name, kind=CodeKind.RESET)
        return self.render_to_response(self.get_context_data(form=form, asked=name, by_mail=by_mail))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("24 letters and digits, as printed."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_code(self):
        """Refuse codes that are not valid, and all codes after too many tries."""
        if not TYPING.take(self.address):
            raise ValidationError(
                _("Too many codes were tried from here. Wait a quarter of an hour and try again.")
            )
        if OneTimeCode.objects.opening(self.cleaned_data["code"]) is None:
            raise ValidationError(_("This code opens nothing: it was used, is over, or was typed otherwise."))
        return self.cleaned_data["code"].strip()


class CodeView(SignedOutPageMixin):
    """Enter a code printed by a commune."""

    form_class = CodeForm
    template_name = "accounts/code.html"

    def get_form_kwargs(self):
        """Tries are counted by IP address."""
        return super().get_form_kwargs() | {"address": counted_address(self.request)}

    def form_valid(self, form):
        return HttpResponseRedirect(
            reverse("one-time", kwargs={"code": form.cleaned_data["code"].replace(" ", "-")})
        )


class OneTimeView(SignedOutPageMixin):
    """Choose a password with a code, which is valid once."""

    form_class = NewPasswordForm
    template_name = "accounts/one_time.html"

    def dispatch(self, request, *args, **kwargs):
        """Show a message if the code is not valid."""
        code = OneTimeCode.objects.opening(kwargs["code"])
        if code is None:
            return render(request, "accounts/one_time_over.html", status=410)
        self.code = code
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.code.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(email=self.code.user.email, **kwargs)

    def form_valid(self, form):
        """Save it, unless the code was used in the meantime."""
        if not self.code.set_password(form.cleaned_data["new_password1"]):
            return render(self.request, "accounts/one_time_over.html", status=410)
        return render(self.request, "accounts/one_time_done.html", {"email": self.code.user.email})
