from django.urls import path

from ratings.labels import views

urlpatterns = [
    path(
        "desk/recognitions/<int:pk>/label-<int:size>mm.<slug:ending>",
        views.LabelArtworkView.as_view(),
        name="desk-recognition-label",
    ),
    path(
        "my/recognitions/<int:pk>/label-<int:size>mm.<slug:ending>",
        views.MyLabelArtworkView.as_view(),
        name="my-recognition-label",
    ),
]
