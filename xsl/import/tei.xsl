<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A text of TEI (P5, and P4 in no namespace) as a release.  The title is that
  of the header; of a choice the reading is taken (corr, reg, abbr).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:import href="../lib/prose.xsl"/>

  <xsl:variable name="map" select="concat(
      ' div=section div1=section div2=section div3=section div4=section div5=section ',
      'text=section front=words body=words back=words group=words teiHeader=none ',
      'facsimile=none standOff=none fw=none pb=none cb=none milestone=none gap=none ',
      'index=none del=none head=title trailer=p byline=p dateline=p salute=p ',
      'signed=p closer=words opener=words p=p ab=p lg=p l=words sp=words speaker=p ',
      'stage=p titlePage=words docTitle=words titlePart=p docAuthor=p docDate=p ',
      'docImprint=p docEdition=p argument=words epigraph=blockquote postscript=words ',
      'list=ul item=li listBibl=ul bibl=words biblStruct=words eg=pre egXML=pre code=code ',
      'gi=code att=code val=code ident=code kw=code emph=em foreign=em term=em ',
      'mentioned=em title=em hi=em add=words q=q quote=q said=q soCalled=q cit=words ',
      'note=note ref=link ptr=link figure=figure graphic=img figDesc=none ',
      'table=table row=tr cell=entry lb=br formula=words address=p addrLine=words ',
      'castList=ul castItem=li label=words ', '')"/>

  <xsl:template match="/*">
    <xsl:variable name="header" select="*[local-name() = 'teiHeader']"/>
    <xsl:variable name="file" select="$header/*[local-name() = 'fileDesc']"/>
    <xsl:variable name="profile" select="$header/*[local-name() = 'profileDesc']"/>
    <xsl:variable name="titles" select="$file/*[local-name() = 'titleStmt']/*[
        local-name() = 'title'][normalize-space()]"/>
    <xsl:variable name="text" select="*[local-name() = 'text'][1]"/>
    <release>
      <xsl:apply-templates select="($text/@xml:lang | @xml:lang | $text/@lang | @lang
          | $profile/*/*[local-name() = 'language']/@ident)[normalize-space()][1]" mode="root"/>
      <head>
        <xsl:apply-templates select="($titles[@type = 'main'] | $titles[not(
            $titles/@type = 'main')])[1]" mode="field">
          <xsl:with-param name="name" select="'title'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$titles[@type = 'sub'][1]" mode="field">
          <xsl:with-param name="name" select="'deck'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$profile/*[local-name() = 'abstract'][normalize-space()][1]"
            mode="abstract"/>
        <xsl:apply-templates select="$file/*[local-name() = 'publicationStmt']/*[
            local-name() = 'date'][1]" mode="date"/>
        <xsl:apply-templates select="$file/*[local-name() = 'titleStmt']" mode="authors"/>
        <xsl:apply-templates select="$profile/*/*[local-name() = 'keywords']//*[
            local-name() = 'term' or local-name() = 'item'][not(*)]" mode="said">
          <xsl:with-param name="name" select="'subject'"/>
        </xsl:apply-templates>
        <source format="tei"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="*[local-name() = 'text']" mode="body"/>
      </body>
      <xsl:call-template name="notes"/>
      <report/>
    </release>
  </xsl:template>

  <xsl:template match="*" mode="date">
    <xsl:variable name="date" select="(@when | .)[number(substring(normalize-space(), 1, 4))
        &gt; 1000]"/>
    <xsl:if test="$date">
      <issued why="meta"><xsl:value-of select="normalize-space($date[1])"/></issued>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="authors">
    <xsl:variable name="names">
      <xsl:for-each select="*[local-name() = 'author'][normalize-space()]">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:value-of select="normalize-space()"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="normalize-space($names)">
      <byline why="meta"><xsl:value-of select="$names"/></byline>
    </xsl:if>
  </xsl:template>

  <!-- choice: one of two ways to write the same. -->
  <xsl:template match="*[local-name() = 'choice']" mode="body">
    <xsl:variable name="chosen" select="*[local-name() = 'corr' or local-name() = 'reg'
        or local-name() = 'abbr']"/>
    <xsl:apply-templates select="($chosen | *[not($chosen)])[1]" mode="body"/>
  </xsl:template>

  <!-- A line of verse, or of an address. -->
  <xsl:template match="*[local-name() = 'l' or local-name() = 'addrLine']" mode="body">
    <xsl:apply-templates mode="body"/>
    <br xmlns="http://www.w3.org/1999/xhtml"/>
  </xsl:template>

  <xsl:template match="*[local-name() = 'hi'][contains(@rend, 'bold') or
      contains(@rend, 'strong')]" mode="body">
    <strong xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></strong>
  </xsl:template>

  <xsl:template match="*[local-name() = 'hi'][@rend = 'sup' or @rend = 'superscript' or
      @rend = 'sub' or @rend = 'subscript']" mode="body">
    <xsl:element name="{substring(@rend, 1, 3)}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- A list of pairs: label and item. -->
  <xsl:template match="*[local-name() = 'list'][*[local-name() = 'label']]" mode="body">
    <xsl:apply-templates select="*[local-name() = 'head']" mode="title"/>
    <dl xmlns="http://www.w3.org/1999/xhtml">
      <xsl:for-each select="*[local-name() = 'label' or local-name() = 'item']">
        <xsl:element name="{substring('dtdd', 1 + 2 * (local-name() = 'item'), 2)}"
            namespace="http://www.w3.org/1999/xhtml">
          <xsl:apply-templates mode="body"/>
        </xsl:element>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <xsl:template match="*[local-name() = 'listBibl']/*[local-name() = 'bibl'
      or local-name() = 'biblStruct']" mode="body">
    <li xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates select="." mode="words"/></li>
  </xsl:template>

</xsl:stylesheet>
