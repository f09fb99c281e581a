from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0003_visitors_told")]
    operations = [migrations.DeleteModel("VisitorDraft")]
