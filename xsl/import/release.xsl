<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A release as it is (doc/release.md).  What only the house itself may say
  (where it was published, which pictures it has, what was noticed) is left
  out: the finish says it anew.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:g="urn:gazette:release:1"
    exclude-result-prefixes="g">

<xsl:template match="@* | node()">
  <xsl:copy>
    <xsl:apply-templates select="@* | node()"/>
  </xsl:copy>
</xsl:template>

<xsl:template match="comment() | processing-instruction()"/>

<xsl:template match="g:publication | g:head/g:picture | g:source | g:report"/>

</xsl:stylesheet>
