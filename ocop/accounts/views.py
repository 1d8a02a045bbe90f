"""Signing in and out. Failed attempts are counted by django-axes."""

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.messages.views import SuccessMessageMixin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from ocop.accounts.forms import OwnPasswordForm, SignInForm
from ocop.accounts.kept_forms import KEY, kept_in
from ocop.accounts.second_factor_rules import demonstrating
from ocop.models import Role, SecondFactor, UserSession
from ocop.pages.request import PortalRequest
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act

# The first page of a role; other roles start at the home page.
FIRST_PAGE: dict[str, str] = {Role.PRODUCER: "my", Role.EXPERT: "score"}


class SignInView(views.LoginView):
    """Sign in, then redirect to the page that was asked for or the first page of the role."""

    request: PortalRequest

    act = Act.SIGN_IN
    form_class = SignInForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        """Add input stored while signed out, and whether this is a demonstration, which needs no second factor."""
        kept = kept_in(self.request.session)
        return super().get_context_data(kept=kept, demonstrating=demonstrating(), **kwargs)

    def get_default_redirect_url(self):
        try:
            return reverse(FIRST_PAGE.get(self.request.user.role, "desk"))
        except NoReverseMatch:
            return reverse("home")


class SignOutView(views.LogoutView):
    """Sign out, by POST only. Stored input of somebody else stays for them."""

    act = Act.USE_ACCOUNT
    before_second_factor = True
    kept_over_sign_in = False

    def post(self, request, *args, **kwargs):
        kept = request.session.get(KEY)
        response = super().post(request, *args, **kwargs)
        if kept:
            request.session[KEY] = kept
        return response


class PasswordView(SuccessMessageMixin, views.PasswordChangeView):
    act = Act.USE_ACCOUNT
    form_class = OwnPasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("account")
    success_message = _(
        "Your new password holds from now on. Wherever else you were signed in, you are no more."
    )

    def form_valid(self, form):
        """End all other sessions: the old password may have been stolen."""
        response = super().form_valid(form)
        others_of(self.request).delete()
        return response


def others_of(request):
    """The other sessions of the signed-in person."""
    return UserSession.objects.of(request.user).exclude(session_key=request.session.session_key)


class AccountView(ScopedViewMixin, TemplateView):
    """The own account and its sessions."""

    act = Act.USE_ACCOUNT
    template_name = "accounts/account.html"

    def get_context_data(self, **kwargs):
        others = others_of(self.request)
        this = UserSession.objects.of(self.request.user).exclude(pk__in=others.values("pk"))
        factor = SecondFactor.objects.filter(user=self.request.user).first()
        codes = factor.recovery_codes.filter(used=None).count() if factor else 0
        return super().get_context_data(
            this=this.first(), others=others, factor=factor, codes=codes, **kwargs
        )


class SessionEndView(ScopedViewMixin, View):
    """End one or all other sessions of one's own."""

    act = Act.USE_ACCOUNT

    def post(self, request):
        handle = request.POST.get("session")
        chosen = [row.pk for row in others_of(request) if handle in (row.handle, "others")]
        UserSession.objects.filter(pk__in=chosen).delete()
        messages.success(request, gettext("Ended sessions: %(count)s.") % {"count": len(chosen)})
        return redirect("account")


class SessionView(ScopedViewMixin, View):
    """Seconds until this session ends, for a script; reading them does not prolong it."""

    act = Act.USE_ACCOUNT
    counts_as_use = False

    def get(self, request):
        row = get_object_or_404(UserSession, pk=request.session.session_key)
        return JsonResponse({"left": int((row.expire_date - timezone.now()).total_seconds())})


class SessionGoOnView(ScopedViewMixin, View):
    """Prolongs the session."""

    act = Act.USE_ACCOUNT
    kept_over_sign_in = False

    def post(self, request):
        return JsonResponse({"left": request.session.seconds_left()})
