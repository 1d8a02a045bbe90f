"""Addresses of signing in and out."""

from django.urls import path

from ocop.accounts import views

urlpatterns = [
    path("accounts/login/", views.SignInView.as_view(), name="login"),
    path("accounts/logout/", views.SignOutView.as_view(), name="logout"),
    path("accounts/password/", views.PasswordView.as_view(), name="password_change"),
]
