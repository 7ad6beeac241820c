"""Page: how large the gradient is at each layer of a deep stack."""

import streamlit as st

from explorer.ui import gradients

st.title("Vanishing gradients")
st.write(
    "Training changes a layer only as fast as its gradient allows. Follow a line from right to "
    "left: each step down is a layer whose weights and slopes let less of the gradient through."
)

config = gradients.choose()
if config is None:
    st.info("Choose at least one activation.", icon=":material/tune:")
    st.stop()

with st.spinner("Measuring …", show_time=True):
    results = gradients.measured(config)

st.write("  \n".join(result.sentence for result in results))
gradients.chart(config, results)
st.caption(
    f"Measured before training, in stacks of {config.depth} hidden layers of {config.width} units: "
    "the norm of the gradient of ½·mean(output²) by each layer's weights, for 256 inputs drawn "
    "from N(0, 1); the median of 5 draws of the weights. The dashed line is what the slopes of a "
    "sigmoid leave at most, ¼ a layer, if the weights neither help nor harm."
)
