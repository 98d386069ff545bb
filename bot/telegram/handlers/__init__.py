"""One room for each thing that people do: an update comes in, a use case is called, a message goes out.

``door`` lets people in (who, in which language, with which rights) · ``asking`` questions, and the proof of
an answer · ``sources`` and ``feedback`` the buttons under an answer · ``browsing`` the list of articles ·
``commands`` /start, /help, /new, /language and what is no command · ``privacy`` what is kept and forgotten ·
``adding`` articles that come in · ``drafts`` those that wait to be published · ``corrections`` and
``deleting`` what admins do with published ones · ``subscribing`` who is told of it · ``unreadable``
everything that is not text.

What is said is decided in ``bot/telegram/rendering.py`` and its neighbours, and in the message catalogue.
"""
