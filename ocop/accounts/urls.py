from django.urls import path

from ocop.accounts import passwords, second_factor, views
from ocop.accounts.kept import KeptView

urlpatterns = [
    path("accounts/", views.AccountView.as_view(), name="account"),
    path("accounts/session/", views.SessionView.as_view(), name="account-session"),
    path("accounts/session/go-on/", views.SessionGoOnView.as_view(), name="account-session-go-on"),
    path("accounts/session/end/", views.SessionEndView.as_view(), name="account-session-end"),
    path("accounts/login/", views.SignInView.as_view(), name="login"),
    path("accounts/logout/", views.SignOutView.as_view(), name="logout"),
    path("accounts/forgotten/", passwords.ForgottenView.as_view(), name="password-forgotten"),
    path("accounts/code/", passwords.CodeView.as_view(), name="one-time-code"),
    path("accounts/code/<str:code>/", passwords.OneTimeView.as_view(), name="one-time"),
    path("accounts/second-factor/", second_factor.ShowFactorView.as_view(), name="second-factor"),
    path("accounts/second-factor/new/", second_factor.NewFactorView.as_view(), name="second-factor-new"),
    path("accounts/kept/", KeptView.as_view(), name="kept"),
    path("accounts/password/", views.PasswordView.as_view(), name="password_change"),
]
