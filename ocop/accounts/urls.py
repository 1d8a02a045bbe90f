"""Addresses of signing in and out."""

from django.urls import path

from ocop.accounts import views

urlpatterns = [
    path("accounts/", views.AccountView.as_view(), name="account"),
    path("accounts/session/", views.SessionView.as_view(), name="account-session"),
    path("accounts/session/go-on/", views.SessionGoOnView.as_view(), name="account-session-go-on"),
    path("accounts/session/end/", views.SessionEndView.as_view(), name="account-session-end"),
    path("accounts/login/", views.SignInView.as_view(), name="login"),
    path("accounts/logout/", views.SignOutView.as_view(), name="logout"),
    path("accounts/password/", views.PasswordView.as_view(), name="password_change"),
]
