from django.db import models


class DeliveryStatus(models.TextChoices):
    WAITING = "WAITING", "En attente d’envoi"
    SENT = "SENT", "Envoyé"
    FAILED = "FAILED", "Échec, nouvel essai prévu"
    ABANDONED = "ABANDONED", "Non remis"


# The job that carries one letter: asked for by actions, done by tasks, which stand above them.
SEND_DELIVERY_JOB = "guichet.send_delivery"
# The letter that holds a secret: not shown again once it has left.
ABOUT_SIGN_IN = "connexion"
