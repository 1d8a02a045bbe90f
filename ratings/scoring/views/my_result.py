"""A result as shown to its producer, and the right of reply."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import StepFormView
from ocop.pages.views import DetailPage
from ocop.permissions import Act
from ratings.scoring.forms.score import ReplyForm
from ratings.scoring.models import Reply, Result
from ratings.scoring.models.reply import last_day_to_reply
from ratings.scoring.result_page import lines_of_result, parts_of_result


class MyResultView(DetailPage):
    """The star, parts, missed requirements with reasons, plan to the next star, and the reply."""

    model = Result
    act = Act.READ_OWN_RESULT
    template_name = "ratings/scoring/my_result.html"

    def get_context_data(self, **kwargs):
        """Add parts, criteria and whether the user may reply."""
        result = self.object
        return super().get_context_data(
            parts=parts_of_result(result),
            lines=lines_of_result(result),
            recognition=getattr(result.dossier, "recognition", None),
            reply=Reply.objects.filter(result=result).first(),
            why_not_reply=Reply.objects.why_not(result, by=self.request.user),
            last_day=last_day_to_reply(result),
            **kwargs,
        )


class MyReplyView(StepFormView):
    model = Result
    act = Act.READ_OWN_RESULT
    form_class = ReplyForm
    title = _("Reply to the result")
    lead = _("Your reply goes to the provincial OCOP office and stays with the result. You can send one.")
    action_label = _("Send the reply")

    def get(self, request, *args, **kwargs):
        """Show the form, or redirect to the result's page, which says why no reply is possible."""
        if Reply.objects.why_not(self.object, by=request.user):
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def step(self, result, form):
        Reply.objects.give(result, form.cleaned_data["text"], by=self.request.user)
        return gettext("Your reply is sent.")

    def get_success_url(self):
        return reverse("my-result", args=[self.object.pk])
