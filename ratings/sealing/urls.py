from django.urls import path

from ratings.sealing import views

urlpatterns = [
    path("desk/results/<int:pk>/package/", views.ResultPackageView.as_view(), name="desk-result-package"),
]
