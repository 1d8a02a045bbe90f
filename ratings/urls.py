"""Addresses of the app."""

from django.urls import path

from ratings.views import verify

urlpatterns = [
    path("verify/", verify.VerifyView.as_view(), name="verify"),
    path("verify/<str:code>/", verify.VerifyCodeView.as_view(), name="verify-code"),
    path("01/<str:gtin>", verify.Gs1LinkView.as_view(), name="gs1-link"),
]
