import os

import streamlit as st

host = st.text_input("Host")
if st.button("Ping"):
    os.system("ping -c 1 " + host)
