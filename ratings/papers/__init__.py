"""Papers: what the portal prints for offices, as DOCX to edit and file and as PDF to sign.

Official papers are Vietnamese whatever the language of the page: their words are data of these modules,
not messages to translate.
"""
