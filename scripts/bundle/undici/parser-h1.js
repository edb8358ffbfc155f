// Replaces undici's second, experimental HTTP/1 parser, which is used only if UNDICI_USE_MILO is set.
module.exports.getMiloEnabled = () => false;
