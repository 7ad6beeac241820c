"""Page."""
import streamlit as st
st.title("Vanishing gradients")
