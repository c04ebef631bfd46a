<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A long body comes in pieces (src/transform/pieces.h): the first ends with
  <?rest?>, which marks the place of the others.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template match="processing-instruction('rest')">
    <xsl:copy/>
  </xsl:template>
</xsl:stylesheet>
