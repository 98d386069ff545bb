"""The prompts that are sent to language models, one Markdown file each, and their loader."""
