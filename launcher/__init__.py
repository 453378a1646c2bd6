"""What `./guichet` is made of: standard library only, in the syntax of Python 3.9.

It prepares the environment, PostgreSQL and the application, then keeps them running. It never
imports Django nor the product: it starts them with the Python of `.venv`.
"""
