"""Papers that the portal prints for offices: DOCX to edit and file, PDF to sign.

Official papers are Vietnamese in every interface language. Their texts are constants of these modules, not
translatable messages.
"""
